;redcode-94
;name imps 80
;author Galapagos
;strategy a imps of the building blocks, draw 80 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l1, 0
l1     spl.b  l2, 0
l2     spl.b  l3, 0
l3     jmp.b  >l3, 1
       jmp.b  l15, 0
       jmp.b  2677, 0
       jmp.b  -2657, 0
       jmp.b  9, 0
       jmp.b  2675, 0
       jmp.b  -2659, 0
       jmp.b  7, 0
       jmp.b  2673, 0
       dat.f  0, 0
       dat.f  0, 0
       dat.f  0, 0
l15    mov.i  #2667, 2667
       end
