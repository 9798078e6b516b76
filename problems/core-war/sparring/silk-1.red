;redcode-94
;name silk 21
;author Galapagos
;strategy a silk of the building blocks, draw 21 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l1, 0
l1     spl.b  l2, 0
l2     spl.b  @l2, 3921
       mov.i  }-1, >-1
       mov.i  {-2, <1
l5     jmp.b  @l5, -930
       dat.f  <1, <2667
       end
