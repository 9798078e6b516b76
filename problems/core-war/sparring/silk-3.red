;redcode-94
;name silk 229
;author Galapagos
;strategy building blocks: silk + decoy; draw 229 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  7, 3
       dat.f  0, 0
       dat.f  7, 3
       dat.f  0, 0
       dat.f  7, 3
       dat.f  0, 0
       dat.f  7, 3
       dat.f  0, 0
       dat.f  7, 3
       dat.f  0, 0
       dat.f  7, 3
start  spl.b  l12, 0
l12    spl.b  l13, 0
l13    spl.b  l14, 0
l14    spl.b  @l14, -1044
       mov.i  }-1, >-1
       mov.i  4, {-3365
       mov.i  3, <-2412
       mov.i  {-4, <1
l19    jmp.b  @l19, 1819
       dat.f  <0, <1
       end
