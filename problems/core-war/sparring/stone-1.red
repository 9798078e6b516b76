;redcode-94
;name stone 156
;author Galapagos
;strategy a stone of the building blocks, draw 156 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
start  spl.b  #0, <-10
l1     mov.i  3, @2
       add.ab #-3388, 1
       jmp.b  l1, <-3388
       dat.f  <1143, <0
       end
