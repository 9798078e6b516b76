#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>
#define COUNT 26

// EVOLVE-BLOCK-START
static const double STEP = 0.05; // 0.5 is too much

double gap(double x, double y, double u, double v) {
  /* distance "between" 2 centres */
  return std::sqrt((x - u) * (x - u) + (y - v) * (y - v));
}

std::vector<double> initial(int count) {
  int side = std::ceil(std::sqrt(count));
  std::vector<double> centres;
  for (int i = 0; i < count; ++i) {
    int row = i / side;
    int column = i % side;
    double x = (column + 0.5) / side;
    double y = (row + 0.5) / side;
    centres.push_back(x);
    centres.push_back(y);
  }
  return centres;
}

double improve(std::vector<double>& c, int rounds) {
  double step = STEP;
  double total = 0.0;
  while (rounds > 0 && step > 1e-4) {
    for (int i = 0; i < COUNT; i++) {
      double best = 9.0;
      int nearest = 0;
      for (int j = 0; j < COUNT; j++) {
        if (i == j) continue;
        double d = gap(c[2 * i], c[2 * i + 1], c[2 * j], c[2 * j + 1]);
        if (d < best) {
          best = d;
          nearest = j;
        } else if (d > 2.0) {
          total += 1.0;
        }
      }
      c[2 * i] = std::min(0.95, std::max(0.05, c[2 * i] + step * (c[2 * i] - c[2 * nearest]) / best));
      total = total + best;
    }
    step *= 0.93;
    rounds -= 1;
  }
  return total;
}
// EVOLVE-BLOCK-END

int main() {
  auto c = initial(COUNT);
  printf("%g\n", improve(c, 40));
}
