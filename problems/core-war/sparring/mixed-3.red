;redcode-94
;name mixed 100
;author Galapagos
;strategy building blocks: silk + clear + decoy; draw 100 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  1, 2
       dat.f  0, 0
       dat.f  1, 2
       dat.f  0, 0
       dat.f  1, 2
       dat.f  0, 0
       dat.f  1, 2
       dat.f  0, 0
       dat.f  1, 2
       dat.f  0, 0
       dat.f  1, 2
       dat.f  0, 0
       dat.f  1, 2
       dat.f  0, 0
start  spl.b  l27, 0
       jmp.b  l16, 0
l16    spl.b  l17, 0
l17    spl.b  l18, 0
l18    spl.b  l19, 0
l19    spl.b  @l19, -1654
       mov.i  }-1, >-1
       mov.i  3, >-2408
       mov.i  {-3, <1
l23    jmp.b  @l23, -554
       dat.f  0, <2667
       dat.f  0, 6
       dat.f  0, 0
l27    spl.b  #0, -20
l28    mov.i  2, }-3
       jmp.b  l28, 0
       dat.f  <2667, 13
       end
