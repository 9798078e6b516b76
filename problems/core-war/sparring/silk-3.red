;redcode-94
;name silk 52
;author Galapagos
;strategy a silk of the building blocks, draw 52 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  l1, 0
l1     spl.b  l2, 0
l2     spl.b  l3, 0
l3     spl.b  @l3, -714
       mov.i  }-1, >-1
l5     spl.b  @l5, -2417
       mov.i  }-1, >-1
       sub.f  2, -4
       jmp.b  l3, -5
       dat.f  1, 3568
       dat.f  0, <1778
       end
