;redcode-94
;name imps 2381
;author Galapagos
;strategy building blocks: imps + boot; draw 2381 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  54, 2330
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
       spl.b  2277, 0
       spl.b  l29, 0
l29    spl.b  l30, 0
l30    spl.b  l31, 0
l31    spl.b  l32, 0
l32    jmp.b  >l32, 1
       jmp.b  l53, 0
       jmp.b  1162, 0
       jmp.b  2304, 0
       jmp.b  3446, 0
       jmp.b  -3412, 0
       jmp.b  -2270, 0
       jmp.b  -1128, 0
       jmp.b  14, 0
       jmp.b  1156, 0
       jmp.b  2298, 0
       jmp.b  3440, 0
       jmp.b  -3418, 0
       jmp.b  -2276, 0
       jmp.b  -1134, 0
       jmp.b  8, 0
       jmp.b  1150, 0
       dat.f  0, 0
       dat.f  0, 0
       dat.f  0, 0
       dat.f  0, 0
l53    mov.i  #0, 1143
       end
