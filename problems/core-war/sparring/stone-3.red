;redcode-94
;name stone 635
;author Galapagos
;strategy building blocks: stone + boot; draw 635 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  20, 905
start  mov.i  {-1, <-1
       mov.i  {-2, <-2
       mov.i  {-3, <-3
       mov.i  {-4, <-4
       mov.i  {-5, <-5
       mov.i  {-6, <-6
       mov.i  {-7, <-7
       mov.i  {-8, <-8
       mov.i  {-9, <-9
       jmp.b  887, 0
       dat.f  0, 9
       spl.b  #0, <-10
l13    mov.i  6, >2
       add.ab #-1594, 1
       jmz.b  l13, -1594
l16    mov.i  2, >-5
       djn.f  l16, >-6
       dat.f  1, 9
       dat.f  <2667, <1
       end
