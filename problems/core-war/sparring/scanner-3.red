;redcode-94
;name scanner 686
;author Galapagos
;strategy building blocks: scanner + scanner; draw 686 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l12, 0
       jmp.b  l2, 0
l2     add.f  9, 1
       sne.i  27, -1107
       djn.f  l2, <-399
l5     mov.i  5, >-2
       djn.b  l5, #8
       mov.ab #8, -1
       sub.ab #8, -5
       jmp.b  l2, 0
       spl.b  #0, 0
       dat.f  948, 948
l12    add.f  9, 1
       sne.i  28, 34
       jmp.b  l12, 0
       sub.ab #0, -2
       spl.b  #0, 0
l17    mov.i  3, >-4
       mov.i  2, >-5
       djn.f  l17, >-6
       dat.f  0, 14
       dat.f  -3752, -3752
       end
