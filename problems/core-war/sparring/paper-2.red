;redcode-94
;name paper 3414
;author Galapagos
;strategy building blocks: paper; draw 3414 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  mov.ab #10, 0
l1     mov.i  <-1, <8
       mov.i  <-2, <7
       jmn.b  l1, -3
       spl.b  @l9, 0
       mov.i  4, <3937
       mov.i  3, <2433
       add.ab #1743, 2
       jmp.b  start, 0
l9     dat.f  <1, -998
       end
