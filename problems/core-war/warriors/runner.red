;redcode-94
;name Runner
;author Galapagos
;strategy A scanner that lays short carpets of splits from the place where two cells
;strategy differ, for most of the battle; then more and more processes wipe the core.
;assert CORESIZE == 8000

step    equ     24
gap     equ     7
cells   equ     7
; Own cells reach this far beyond `look`: what is found there is left alone.
near    equ     24

        org     scan

target  dat     0, 60
turn    sub.f   shift, look
; Four steps ahead.
look    seq.i   gap - 4 * step, -4 * step
        slt.ab  #near, look
scan    djn.b   turn, #2500
        jmn.b   lay, scan
        spl     #0, 0
clear   mov.i   wipe, >target
        jmp     clear
lay     mov.i   stun, >look
laid    djn.b   lay, #cells
        mov.ab  #cells, laid
        sub.ab  #cells, look
        jmp     turn
stun    spl     #-4, 0
shift   dat     step, <step
; The wipe that lands on `target` sends the sweep on within this code, which is not needed any more.
wipe    dat     0, }12
        end
