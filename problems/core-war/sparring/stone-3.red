;redcode-94
;name stone 189
;author Galapagos
;strategy a stone of the building blocks, draw 189 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  0, 8
start  mov.i  6, >2
       add.ab #-2230, 1
       jmz.b  start, -2230
l4     mov.i  2, >-4
       jmp.b  l4, 0
       dat.f  2667, 8
       dat.f  <1, <2286
       end
