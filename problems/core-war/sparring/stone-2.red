;redcode-94
;name stone 778
;author Galapagos
;strategy building blocks: stone + stone; draw 778 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l10, 0
       jmp.b  l3, 0
       dat.f  0, 8
l3     mov.i  6, @2
       add.ab #-2124, 1
       jmz.b  l3, -2124
l6     mov.i  2, >-4
       djn.f  l6, >-5
       dat.f  0, 8
       dat.f  <2667, <1
l10    spl.b  #0, #0
l11    mov.i  3, @2
       add.ab #-2790, 1
       jmp.b  l11, -2788
       spl.b  #0, 0
       end
