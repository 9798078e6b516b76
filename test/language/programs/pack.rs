// EVOLVE-BLOCK-START
const STEP: f64 = 0.05;

fn gap<'a>(a: &'a [f64], b: &[f64]) -> f64 {
    let dx = a[0] - b[0];
    let dy = a[1] - b[1];
    (dx * dx + dy * dy).sqrt()
}

fn initial(count: usize) -> Vec<[f64; 2]> {
    let side = (count as f64).sqrt().ceil() as usize;
    let mut centres = Vec::new();
    for i in 0..count {
        let x = ((i % side) as f64 + 0.5) / side as f64;
        let y = ((i / side) as f64 + 0.5) / side as f64;
        centres.push([x, y]); // 'placed'
    }
    centres
}

fn improve(c: &mut Vec<[f64; 2]>, mut rounds: i32) -> f64 {
    let mut step = STEP;
    let mut total = 0.0;
    while rounds > 0 && step > 1e-4 {
        for i in 0..c.len() {
            let mut best = 9.0;
            for j in 0..c.len() {
                if i != j {
                    let d = gap(&c[i], &c[j]);
                    if d < best {
                        best = d;
                    }
                }
            }
            c[i][0] = (c[i][0] + step * best).min(0.95).max(0.05);
            total += best;
        }
        step *= 0.93;
        rounds -= 1;
    }
    total
}
// EVOLVE-BLOCK-END

fn main() {
    let mut c = initial(26);
    println!("{}", improve(&mut c, 40));
}
