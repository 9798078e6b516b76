;redcode-94
;name Harrier
;author Galapagos
;strategy A quickscanner that becomes a silk: looks at forty-eight places, bombs
;strategy what it finds there, and weaves from then on.
;assert CORESIZE == 8000

span    equ     158
begin   equ     200
groups  equ     12
carpet  equ     40

away    equ     2187
other   equ     3751

        org     look

found   dat     0, 0
; Two comparisons of two places each: the move is skipped where both find equal cells.
look
n       for     groups
        sne.i   found + begin + (n - 1) * 4 * span, found + begin + (n - 1) * 4 * span + span
        seq.i   found + begin + (n - 1) * 4 * span + 2 * span, found + begin + (n - 1) * 4 * span + 3 * span
        mov.ab  #begin + (n - 1) * 4 * span, found
        rof
        jmz.b   launch, found
; Which of the four it was.
        for     3
        sne.i   blank, @found
        add.ab  #span, found
        rof
        sub.ab  #carpet / 2, found
part    mov.i   bomb, >found
        mov.i   bomb, >found
        djn.b   part, #carpet / 2
; The silk is that of gauze.red.
launch  spl     1
        spl     1
        spl     1
silk    spl     @0, away
        mov.i   }silk, >silk
        mov.i   bomb, >163
        mov.i   bomb, }-331
        mov.i   {silk, <next
next    jmp     @0, other
bomb    dat     <2667, <1
blank   dat     0, 0
        end
