;redcode-94
;name paper 2520
;author Galapagos
;strategy building blocks: paper; draw 2520 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  mov.ab #10, 0
l1     mov.i  <-1, <8
       mov.i  <-2, <7
       jmn.b  l1, -3
       spl.b  @l9, 0
       mov.i  4, <2629
       mov.i  3, <-3689
       add.ab #-709, 2
       jmp.b  start, 0
l9     dat.f  <0, 808
       end
