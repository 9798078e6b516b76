;redcode-94
;name mixed 121
;author Galapagos
;strategy building blocks: silk + stone; draw 121 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l13, 0
       jmp.b  l2, 0
l2     spl.b  l3, 0
l3     spl.b  l4, 0
l4     spl.b  l5, 0
l5     spl.b  l6, 0
l6     spl.b  @l6, 2725
       mov.i  }-1, >-1
       mov.i  4, <-461
       mov.i  3, }-3811
       mov.i  {-4, <1
l11    jmp.b  @l11, 1978
       dat.f  <1, <1
l13    mov.i  3, @2
       add.ab #1308, 1
       jmp.b  l13, 1308
       dat.f  <0, <1143
       end
