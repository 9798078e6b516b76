;redcode-94
;name imps 151
;author Galapagos
;strategy a imps of the building blocks, draw 151 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l1, 0
l1     spl.b  l2, 0
l2     spl.b  l3, 0
l3     jmp.b  >l3, 1
       jmp.b  l12, 0
       jmp.b  2674, 0
       jmp.b  -2660, 0
       jmp.b  6, 0
       jmp.b  2672, 0
       jmp.b  -2662, 0
       jmp.b  4, 0
       jmp.b  2670, 0
l12    mov.i  #0, 2667
       end
