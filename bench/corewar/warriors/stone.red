;redcode-94
;assert 1
        spl     $0, $0
        mov.i   <off, @3
        djn.f   $-1, {200
        jmp     $-1
off     dat     #8, #8
        dat     $24, $24
