;redcode-94
;name Gauze
;author Galapagos
;strategy A silk of two threads: eight processes fill one place, then a second one
;strategy on the way back, and move into it; the old place is left behind.
;assert CORESIZE == 8000

away    equ     2187
other   equ     3751

        org     launch

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
        dat     0, 0
        end
