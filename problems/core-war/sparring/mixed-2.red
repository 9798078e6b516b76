;redcode-94
;name mixed 294
;author Galapagos
;strategy building blocks: silk + scanner; draw 294 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l13, 0
       jmp.b  l2, 0
l2     spl.b  l3, 0
l3     spl.b  l4, 0
l4     spl.b  l5, 0
l5     spl.b  @l5, -979
       mov.i  }-1, >-1
l7     spl.b  @l7, -3541
       mov.i  }-1, >-1
       mov.i  3, <2344
       mov.i  {-3, <1
l11    jmp.b  @l11, -1971
       dat.f  >1, <1
l13    add.f  9, 1
       sne.i  33, 1090
       jmp.b  l13, 0
       sub.ab #5, -2
       spl.b  #0, 0
l18    mov.i  3, >-4
       mov.i  2, >-5
       djn.f  l18, >-6
       dat.f  0, 14
       dat.f  2114, 2114
       end
