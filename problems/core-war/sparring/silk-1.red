;redcode-94
;name silk 200
;author Galapagos
;strategy building blocks: silk; draw 200 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l1, 0
l1     spl.b  l2, 0
l2     spl.b  l3, 0
l3     spl.b  @l3, 3649
       mov.i  }-1, >-1
       mov.i  3, <-3593
       mov.i  {-3, <1
l7     jmp.b  @l7, 3432
       dat.f  >1, <2
       end
