;redcode-94
;name stone 431
;author Galapagos
;strategy building blocks: stone; draw 431 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  0, 9
start  spl.b  #0, <0
l2     mov.i  6, @2
       add.ab #36, 1
       jmz.b  l2, 36
l5     mov.i  2, >-5
       djn.f  l5, >-6
       dat.f  <1, 9
       spl.b  #0, 0
       end
