;redcode-94
;name silk 108
;author Galapagos
;strategy a silk of the building blocks, draw 108 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l1, 0
l1     spl.b  l2, 0
l2     spl.b  l3, 0
l3     spl.b  @l3, -3510
       mov.i  }-1, >-1
       mov.i  3, <-3742
       mov.i  {-3, <1
l7     jmp.b  @l7, 1054
       dat.f  1, <0
       end
