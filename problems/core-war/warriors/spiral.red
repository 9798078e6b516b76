;redcode-94
;name Snail
;author Galapagos
;strategy A stone beside a spiral of nine imps: three arms, each of three, which
;strategy outlives what the stone does not kill.
;assert CORESIZE == 8000

arms    equ     9
turn    equ     2667
step    equ     3044

        org     launch

launch  spl     split
        spl     1
        spl     1
        spl     1
        spl     2
        jmp     >0, 1
n       for     arms
        jmp     imp + (n - 1) * turn
        rof
        dat     0, 0
        dat     0, 0
        dat     0, 0
        dat     0, 0
        dat     0, 0
        dat     0, 0
        dat     0, 0
; The stone spares its own loop; see stone.red.
split   spl     #0, #0
throw   mov.i   bomb, @aim
        add.ab  #step, aim
aim     jmp     throw, step + 1
bomb    dat     <2667, <5334
imp     mov.i   #0, turn
        end
