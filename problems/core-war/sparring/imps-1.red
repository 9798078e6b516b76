;redcode-94
;name imps 2309
;author Galapagos
;strategy building blocks: imps + boot + quickscan; draw 2309 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  0, 0
start  sne.i  135, 439
       seq.i  742, 1046
       mov.ab #136, -3
       sne.i  1348, 1652
       seq.i  1955, 2259
       mov.ab #1352, -6
       sne.i  2561, 2865
       seq.i  3168, 3472
       mov.ab #2568, -9
       sne.i  3774, -3922
       seq.i  -3619, -3315
       mov.ab #3784, -12
       sne.i  -3013, -2709
       seq.i  -2406, -2102
       mov.ab #-3000, -15
       sne.i  -1800, -1496
       seq.i  -1193, -889
       mov.ab #-1784, -18
       jmz.b  l32, -19
       sne.i  11, @-20
       add.ab #304, -21
       sne.i  9, @-22
       add.ab #304, -23
       sne.i  7, @-24
       add.ab #304, -25
       sub.ab #15, -26
l27    mov.i  4, >-27
       mov.i  3, >-28
       djn.b  l27, #15
       jmp.b  l32, 0
       dat.f  0, 0
l32    jmp.b  l34, 0
       dat.f  58, -1070
l34    mov.i  {-1, <-1
       mov.i  {-2, <-2
       mov.i  {-3, <-3
       mov.i  {-4, <-4
       mov.i  {-5, <-5
       mov.i  {-6, <-6
       mov.i  {-7, <-7
       mov.i  {-8, <-8
       mov.i  {-9, <-9
       mov.i  {-10, <-10
       mov.i  {-11, <-11
       mov.i  {-12, <-12
       mov.i  {-13, <-13
       mov.i  {-14, <-14
       mov.i  {-15, <-15
       mov.i  {-16, <-16
       mov.i  {-17, <-17
       mov.i  {-18, <-18
       mov.i  {-19, <-19
       mov.i  {-20, <-20
       mov.i  {-21, <-21
       mov.i  {-22, <-22
       mov.i  {-23, <-23
       mov.i  {-24, <-24
       mov.i  {-25, <-25
       mov.i  {-26, <-26
       mov.i  {-27, <-27
       mov.i  {-28, <-28
       spl.b  -1127, 0
       spl.b  l64, 0
l64    spl.b  l65, 0
l65    spl.b  l66, 0
l66    spl.b  l67, 0
l67    jmp.b  >l67, 1
       jmp.b  l90, 0
       jmp.b  -2888, 0
       jmp.b  2202, 0
       jmp.b  -708, 0
       jmp.b  -3618, 0
       jmp.b  1472, 0
       jmp.b  -1438, 0
       jmp.b  3652, 0
       jmp.b  742, 0
       jmp.b  -2168, 0
       jmp.b  2922, 0
       jmp.b  12, 0
       jmp.b  -2898, 0
       jmp.b  2192, 0
       jmp.b  -718, 0
       jmp.b  -3628, 0
       dat.f  0, 0
       dat.f  0, 0
       dat.f  0, 0
       dat.f  0, 0
       dat.f  0, 0
       dat.f  0, 0
l90    mov.i  #0, -2909
       end
