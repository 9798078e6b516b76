;redcode-94
;name paper 152
;author Galapagos
;strategy a paper of the building blocks, draw 152 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  mov.ab #9, 0
l1     mov.i  <-1, <7
       jmn.b  l1, -2
       spl.b  @l8, 0
       mov.i  4, >-3163
       mov.i  3, >-3580
       add.ab #983, 2
       jmp.b  start, 0
l8     dat.f  <0, -2652
       end
