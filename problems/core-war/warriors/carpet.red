;redcode-94
;name Draper
;author Galapagos
;strategy A scanner that lays a carpet of splits from the place where two cells
;strategy differ. It goes on looking for so long that papers, whose copies are
;strategy everywhere, starve in its carpets; then it wipes the core.
;assert CORESIZE == 8000

step    equ     24
gap     equ     12
cells   equ     7
; Own cells reach this far beyond `look`: what is found there is left alone.
near    equ     40

        org     scan

target  dat     0, tail
scan    sub.f   shift, look
look    seq.i   -gap, 0
        slt.ab  #near, look
        djn.b   scan, #2500
        jmn.b   lay, -1
clear   mov.i   wipe, >target
        jmp     clear
lay     mov.i   stun, >look
        djn.b   lay, #cells
        mov.ab  #cells, lay + 1
        sub.ab  #cells, look
        jmp     scan
stun    spl     #0, 0
shift   dat     step, step
wipe    dat     0, tail - target
tail
        end
