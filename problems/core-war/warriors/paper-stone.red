;redcode-94
;name Leaf and Pebble
;author Galapagos
;strategy A paper that is hard to kill together with a stone that kills.
;assert CORESIZE == 8000

first   equ     1817
hop     equ     211
step    equ     3044

        org     launch

launch  spl     split
        spl     1
        spl     1
        spl     1
silk    spl     @0, first
        mov.i   }silk, >silk
        mov.i   dust, <-hop
        sub.f   back, silk
        jmp     silk
back    dat     1, hop
dust    dat     <2667, <1
; The stone spares its own loop; see stone.red.
split   spl     #0, #0
throw   mov.i   bomb, @aim
        add.ab  #step, aim
aim     jmp     throw, step + 1
bomb    dat     <2667, <5334
        end
