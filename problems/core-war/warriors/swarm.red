;redcode-94
;name Swarm
;author Galapagos
;strategy Sixteen imps in a spiral of three arms, and a second one of seven arms
;strategy that runs through it.
;assert CORESIZE == 8000

three   equ     2667
seven   equ     1143

        org     launch

launch  spl     other
        spl     1
        spl     1
        spl     1
        spl     1
        jmp     >0, 1
n       for     16
        jmp     first + (n - 1) * three
        rof
other   spl     1
        spl     1
        spl     1
        spl     1
        jmp     >0, 1
n       for     16
        jmp     second + (n - 1) * seven
        rof
first   mov.i   #0, three
        for     8
        dat     0, 0
        rof
second  mov.i   #0, seven
        end
