;redcode-94
;name Hawk
;author Galapagos
;strategy A quickscanner that becomes a stone beside imps: looks at twenty-four places,
;strategy bombs what it finds there, and does not go on looking.
;assert CORESIZE == 8000

span    equ     330
begin   equ     300
groups  equ     6
carpet  equ     40
turn    equ     2667
step    equ     3044

        org     look

found   dat     0, 0
; See harrier.red.
look
n       for     groups
        sne.i   found + begin + (n - 1) * 4 * span, found + begin + (n - 1) * 4 * span + span
        seq.i   found + begin + (n - 1) * 4 * span + 2 * span, found + begin + (n - 1) * 4 * span + 3 * span
        mov.ab  #begin + (n - 1) * 4 * span, found
        rof
        jmz.b   launch, found
        for     3
        sne.i   blank, @found
        add.ab  #span, found
        rof
        sub.ab  #carpet / 2, found
part    mov.i   bomb, >found
        mov.i   bomb, >found
        djn.b   part, #carpet / 2
; Eight processes, one for each imp.
launch  spl     split
        spl     1
        spl     1
        spl     1
        jmp     >0, 1
n       for     8
        jmp     imp + (n - 1) * turn
        rof
; The stone spares its own loop; see stone.red.
split   spl     #0, #0
throw   mov.i   bomb, @aim
        add.ab  #step, aim
aim     jmp     throw, step + 1
bomb    dat     <2667, <5334
blank   dat     0, 0
        for     10
        dat     0, 0
        rof
imp     mov.i   #0, turn
        end
