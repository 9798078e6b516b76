;redcode-94
;name Cuckoo
;author Galapagos
;strategy A stone that is copied far away and works there and here, while forty cells
;strategy of chaff keep scanners busy.
;assert CORESIZE == 8000

far     equ     3700
step    equ     3044

        org     copy

from    dat     last + 1 - from, 0
to      dat     0, far
copy    mov.i   {from, <to
        for     4
        mov.i   {from, <to
        rof
        spl     @to
        jmp     split
        for     40
        dat     1, 1
        rof
; The stone spares its own loop; see stone.red.
split   spl     #0, #0
throw   mov.i   bomb, @aim
        add.ab  #step, aim
aim     jmp     throw, step + 1
last
bomb    dat     <2667, <5334
        end
