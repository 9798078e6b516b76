;redcode-94
;name paper 484
;author Galapagos
;strategy a paper of the building blocks, draw 484 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  mov.ab #10, 0
l1     mov.i  <-1, <7
       mov.i  <-2, <6
       jmn.b  l1, -3
       spl.b  @l8, 0
       mov.i  3, >-3841
       add.ab #-2355, 2
       jmp.b  start, 0
l8     dat.f  <1, -3348
       end
