;redcode-94
;name paper 424
;author Galapagos
;strategy a paper of the building blocks, draw 424 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  mov.ab #9, 0
l1     mov.i  <-1, <7
       jmn.b  l1, -2
       spl.b  @l8, 0
       mov.i  4, >-3528
       mov.i  3, <1171
       add.ab #1374, 2
       jmp.b  start, 0
l8     dat.f  <0, -3222
       end
