;redcode-94
;name Lookout
;author Galapagos
;strategy A scanner: compares two cells until they differ and drops on both a bomb
;strategy that splits on the spot, which keeps its victim busy with itself.
;strategy After three rounds of the core it wipes everything.
;assert CORESIZE == 8000

step    equ     16
gap     equ     8
; Own cells reach 12 beyond `look`: what is found there is left alone.
near    equ     20

        org     scan

; The wipe that lands here sends the sweep on behind this code.
target  dat     0, tail
scan    add.f   shift, look
look    seq.i   0, gap
        jmp     found
        djn.b   scan, #1500
clear   mov.i   wipe, >target
        jmp     clear
found   slt.ab  #near, look
        jmp     scan
        mov.i   bomb, *look
        mov.i   bomb, @look
        jmp     scan
bomb    spl     #0, 0
shift   dat     step, step
wipe    dat     0, tail - target
tail
        end
