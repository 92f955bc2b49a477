package org.lgsc.cli.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** t-SNE against its definition. */
class TSneTest {
    private static double[][] gaussian(int n, int dimensions, long seed) {
        Random random = new Random(seed);
        double[][] points = new double[n][dimensions];
        for (double[] p : points) {
            Arrays.setAll(p, d -> random.nextGaussian());
        }
        return points;
    }

    @Test
    void everyRowHasTheWantedPerplexity() {
        double[][] points = gaussian(60, 5, 1);
        points[7] = new double[] {90, 90, 90, 90, 90}; // far out, yet with as many neighbours
        for (double perplexity : new double[] {2, 10, 30}) {
            for (int i : new int[] {0, 7, 59}) {
                double[] squared = new double[60];
                for (int j = 0; j < 60; j++) {
                    for (int d = 0; d < 5; d++) {
                        squared[j] += Math.pow(points[i][d] - points[j][d], 2);
                    }
                }
                double[] row = Affinities.row(squared, i, perplexity);
                double bits = 0;
                for (double p : row) {
                    bits -= p > 0 ? p * Math.log(p) / Math.log(2) : 0;
                }
                assertThat(Math.pow(2, bits)).isCloseTo(perplexity, within(1e-6));
                assertThat(row[i]).isZero();
                assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
                // a Gaussian: log p falls linearly with the squared distance
                int a = (i + 1) % 60;
                int b = (i + 2) % 60;
                int c = (i + 3) % 60;
                if (row[a] > 1e-200 && row[b] > 1e-200 && row[c] > 1e-200) {
                    double slope = Math.log(row[a] / row[b]) / (squared[b] - squared[a]);
                    assertThat(Math.log(row[a] / row[c]))
                            .isCloseTo(slope * (squared[c] - squared[a]), within(1e-6));
                }
            }
        }
    }

    @Test
    void affinitiesAreSymmetricAndSumToOne() {
        double[][] p = Affinities.joint(gaussian(40, 3, 2), 8);
        double sum = 0;
        for (int i = 0; i < 40; i++) {
            double row = 0;
            for (int j = 0; j < 40; j++) {
                assertThat(p[i][j]).isEqualTo(p[j][i]);
                row += p[i][j];
            }
            assertThat(row).isGreaterThan(1.0 / 80);
            sum += row;
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void theGradientIsThatOfTheDivergence() {
        KlDivergence cost = new KlDivergence(Affinities.joint(gaussian(25, 4, 3), 6));
        double[][] layout = gaussian(25, 2, 4);
        double[][] gradient = cost.gradient(layout, 1);
        double h = 1e-5;
        for (int i = 0; i < 25; i++) {
            for (int d = 0; d < 2; d++) {
                double at = layout[i][d];
                layout[i][d] = at + h;
                double up = cost.value(layout);
                layout[i][d] = at - h;
                double down = cost.value(layout);
                layout[i][d] = at;
                assertThat(gradient[i][d]).isCloseTo((up - down) / (2 * h), within(1e-8));
            }
        }
    }

    @Test
    void theDivergenceOfALayoutThatFitsIsZero() {
        // Four points at equal distances: P is uniform, and so is Q of points that coincide.
        double[][] tetrahedron = {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};
        KlDivergence cost = new KlDivergence(Affinities.joint(tetrahedron, 2.9));
        assertThat(cost.value(new double[4][2])).isCloseTo(0, within(1e-12));
        assertThat(cost.value(gaussian(4, 2, 5))).isGreaterThan(1e-3);
    }

    @Test
    void groupsStayTogether() {
        double[][] points = gaussian(90, 10, 6);
        for (int i = 0; i < 90; i++) {
            points[i][i % 3] += 12;
        }
        TSne tsne = new TSne(15, 400, 9);
        TSne.Layout layout = tsne.layOut(points);
        int neighbours = 0;
        for (int i = 0; i < 90; i++) {
            int nearest = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < 90; j++) {
                double distance =
                        Math.hypot(
                                layout.points()[i][0] - layout.points()[j][0],
                                layout.points()[i][1] - layout.points()[j][1]);
                if (j != i && distance < least) {
                    least = distance;
                    nearest = j;
                }
            }
            neighbours += nearest % 3 == i % 3 ? 1 : 0;
        }
        assertThat(neighbours).isEqualTo(90);
        assertThat(layout.divergence()).isBetween(0.0, 1.0);
        assertThat(Arrays.deepEquals(tsne.layOut(points).points(), layout.points())).isTrue();
        assertThat(Arrays.stream(layout.points()).mapToDouble(p -> p[0]).sum())
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void equalVectorsAreNoError() {
        TSne.Layout layout = new TSne(5, 50, 1).layOut(new double[12][3]);
        assertThat(layout.divergence()).isBetween(0.0, 1.0);
    }

    @Test
    void refusesWhatItCannotLayOut() {
        TSne tsne = new TSne(30, 750, 12345);
        assertThatThrownBy(() -> tsne.layOut(new double[3][2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tsne.layOut(new double[TSne.MOST_POINTS + 1][2]))
                .hasMessageContaining("3000");
        double[][] bad = gaussian(9, 2, 1);
        bad[4][1] = Double.NaN;
        assertThatThrownBy(() -> tsne.layOut(bad)).hasMessageContaining("finite");
        assertThatThrownBy(() -> new TSne(1, 10, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePlotShowsEveryPoint() {
        ScatterPlot plot =
                ScatterPlot.of(
                        "D4 <vectors>",
                        new double[][] {{0, 0}, {1, 2}, {3, 1}},
                        List.of("live", "print & cut", "live"));
        assertThat(plot.groups())
                .extracting(ScatterPlot.Group::name)
                .containsExactly("live", "print & cut");
        String svg = plot.toSvg();
        assertThat(svg.split("<circle", -1)).hasSize(1 + 3 + 2);
        assertThat(svg).contains("D4 &lt;vectors&gt;", "print &amp; cut").doesNotContain("NaN");
        // the middle of the only print's circle has the second colour, three quarters over white
        int rgb =
                plot.toImage()
                        .getRGB((int) (24 + 592 / 3.0), (int) (44 + 640 - 24 - 592 * 2 / 3.0));
        assertThat(rgb >> 16 & 0xff).isCloseTo(0xDF, within(2));
        assertThat(rgb >> 8 & 0xff).isCloseTo(0x86, within(2));
        assertThat(rgb & 0xff).isCloseTo(0x40, within(2));
    }
}
