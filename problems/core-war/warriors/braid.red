;redcode-94
;name Braid
;author Galapagos
;strategy A silk of three strides: eight processes fill one place, then a second one
;strategy from there, and leave for a third when what stands there is empty.
;assert CORESIZE == 8000

near    equ     1277
away    equ     3927
other   equ     2217

        org     launch

launch  spl     1
        spl     1
        spl     1
one     spl     @0, near
        mov.i   }one, >one
two     spl     @0, away
        mov.i   }two, >two
        mov.i   bomb, >1150
        mov.i   {two, <next
next    jmz.a   @0, other
bomb    dat     <2667, <1
        end
