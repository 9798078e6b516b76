;redcode-94
;name silk 714
;author Galapagos
;strategy building blocks: silk + silk + silk + quickscan; draw 714 of scripts/draw-sparring.ts
;assert CORESIZE == 8000
       org    start
       dat.f  0, 0
start  sne.i  97, 273
       seq.i  448, 624
       mov.ab #98, -3
       sne.i  798, 974
       seq.i  1149, 1325
       mov.ab #802, -6
       sne.i  1499, 1675
       seq.i  1850, 2026
       mov.ab #1506, -9
       sne.i  2200, 2376
       seq.i  2551, 2727
       mov.ab #2210, -12
       sne.i  2901, 3077
       seq.i  3252, 3428
       mov.ab #2914, -15
       sne.i  3602, 3778
       seq.i  3953, -3871
       mov.ab #3618, -18
       sne.i  -3697, -3521
       seq.i  -3346, -3170
       mov.ab #-3678, -21
       sne.i  -2996, -2820
       seq.i  -2645, -2469
       mov.ab #-2974, -24
       sne.i  -2295, -2119
       seq.i  -1944, -1768
       mov.ab #-2270, -27
       sne.i  -1594, -1418
       seq.i  -1243, -1067
       mov.ab #-1566, -30
       jmz.b  l44, -31
       sne.i  11, @-32
       add.ab #176, -33
       sne.i  9, @-34
       add.ab #176, -35
       sne.i  7, @-36
       add.ab #176, -37
       sub.ab #20, -38
l39    mov.i  4, >-39
       mov.i  3, >-40
       djn.b  l39, #20
       jmp.b  l44, 0
       dat.f  0, 0
l44    spl.b  l66, 0
       jmp.b  l46, 0
l46    spl.b  l59, 0
       jmp.b  l48, 0
l48    spl.b  l49, 0
l49    spl.b  l50, 0
l50    spl.b  l51, 0
l51    spl.b  @l51, 3375
       mov.i  }-1, >-1
l53    spl.b  @l53, -697
       mov.i  }-1, >-1
       mov.i  3, <3580
       mov.i  {-3, <1
l57    djn.f  @l57, -1638
       dat.f  >1, <-2666
l59    spl.b  l60, 0
l60    spl.b  l61, 0
l61    spl.b  @l61, -2672
       mov.i  }-1, >-1
       mov.i  {-2, <1
l64    jmp.b  @l64, -2416
       dat.f  1143, <1
l66    spl.b  l67, 0
l67    spl.b  l68, 0
l68    spl.b  l69, 0
l69    spl.b  @l69, 1938
       mov.i  }-1, >-1
       mov.i  4, <3523
       mov.i  3, <1360
       mov.i  {-4, <1
l74    jmz.a  @l74, -2524
       dat.f  >0, <1
       end
