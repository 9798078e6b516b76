;redcode-94
;name imps 249
;author Galapagos
;strategy building blocks: imps + imps; draw 249 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l28, 0
       jmp.b  l2, 0
l2     spl.b  l3, 0
l3     spl.b  l4, 0
l4     spl.b  l5, 0
l5     spl.b  l6, 0
l6     jmp.b  >l6, 1
       jmp.b  l27, 0
       jmp.b  1162, 0
       jmp.b  2304, 0
       jmp.b  3446, 0
       jmp.b  -3412, 0
       jmp.b  -2270, 0
       jmp.b  -1128, 0
       jmp.b  l28, 0
       jmp.b  1156, 0
       jmp.b  2298, 0
       jmp.b  3440, 0
       jmp.b  -3418, 0
       jmp.b  -2276, 0
       jmp.b  -1134, 0
       jmp.b  l29, 0
       jmp.b  1150, 0
       dat.f  0, 0
       dat.f  0, 0
       dat.f  0, 0
       dat.f  0, 0
l27    mov.i  #1143, 1143
l28    spl.b  l29, 0
l29    spl.b  l30, 0
l30    spl.b  l31, 0
l31    spl.b  l32, 0
l32    jmp.b  >l32, 1
       jmp.b  l51, 0
       jmp.b  -2892, 0
       jmp.b  2198, 0
       jmp.b  -712, 0
       jmp.b  -3622, 0
       jmp.b  1468, 0
       jmp.b  -1442, 0
       jmp.b  3648, 0
       jmp.b  738, 0
       jmp.b  -2172, 0
       jmp.b  2918, 0
       jmp.b  8, 0
       jmp.b  -2902, 0
       jmp.b  2188, 0
       jmp.b  -722, 0
       jmp.b  -3632, 0
       dat.f  0, 0
       dat.f  0, 0
l51    mov.i  #0, -2909
       end
