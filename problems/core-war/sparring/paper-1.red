;redcode-94
;name paper 170
;author Galapagos
;strategy building blocks: paper; draw 170 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  mov.ab #9, 0
l1     mov.i  <-1, <7
       jmn.b  l1, -2
       spl.b  @l8, 0
       mov.i  4, >-1593
       mov.i  3, <-487
       add.ab #2127, 2
       jmp.b  start, 0
l8     dat.f  <1, -3459
       end
