;redcode-94
;name scanner 675
;author Galapagos
;strategy building blocks: scanner + boot; draw 675 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  22, -2774
start  mov.i  {-1, <-1
       mov.i  {-2, <-2
       mov.i  {-3, <-3
       mov.i  {-4, <-4
       mov.i  {-5, <-5
       mov.i  {-6, <-6
       mov.i  {-7, <-7
       mov.i  {-8, <-8
       mov.i  {-9, <-9
       mov.i  {-10, <-10
       spl.b  -2795, 0
l12    add.f  9, 1
       sne.i  12, 2305
       djn.f  l12, <-456
       sub.ab #2293, -2
       spl.b  #0, 0
l17    mov.i  3, >-4
       mov.i  2, >-5
       djn.f  l17, >-6
       dat.f  1, 13
       dat.f  1288, 1288
       end
