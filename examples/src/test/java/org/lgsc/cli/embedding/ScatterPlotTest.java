package org.lgsc.cli.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Titles and legends longer than the plot is wide. */
class ScatterPlotTest {
    private static final Pattern TEXT =
            Pattern.compile(
                    "<text x=\"(\\d+)\" y=\"(\\d+)\" font-size=\"(\\d+)\"[^>]*>([^<]*)</text>");

    private static ScatterPlot plot(String title, int groups) {
        List<ScatterPlot.Group> list =
                IntStream.range(0, groups)
                        .mapToObj(
                                i ->
                                        new ScatterPlot.Group(
                                                "replay-" + "attack".repeat(i % 3) + i,
                                                new double[][] {{i, 2 * i}, {i + 1, i}}))
                        .toList();
        return new ScatterPlot(title, list);
    }

    /** Whether anything but white is in the two rightmost columns. */
    private static boolean touchesTheEdge(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = image.getWidth() - 2; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) != 0xffffff) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void longTitlesAndManyGroupsAreNotCutOff() {
        String title =
                "t-SNE of the D4 vectors of 1000 faces; trained on " + "a b-long-name ".repeat(12);
        ScatterPlot plot = plot(title.strip(), 12);
        assertThat(touchesTheEdge(plot.toImage())).isFalse();
        String svg = plot.toSvg();
        int height = plot.toImage().getHeight();
        assertThat(svg).contains("viewBox=\"0 0 640 " + height + "\"");
        Matcher text = TEXT.matcher(svg);
        List<String> all = new ArrayList<>();
        while (text.find()) {
            all.add(text.group(4));
            int letter = text.group(3).equals("15") ? 9 : 8;
            assertThat(Integer.parseInt(text.group(1)) + letter * text.group(4).length())
                    .as(text.group())
                    .isLessThan(640);
            assertThat(Integer.parseInt(text.group(2))).isLessThan(height - 5);
        }
        assertThat(String.join(" ", all)).startsWith(title.strip());
        assertThat(all).contains("replay-attackattack11");
    }

    @Test
    void shortOnesStandInOneLine() {
        ScatterPlot plot = plot("t-SNE", 2);
        assertThat(plot.toImage().getHeight()).isEqualTo(640 + 44 + 40);
        PlotText broken = new PlotText("x".repeat(200), List.of("y".repeat(300)), 592);
        assertThat(String.join("", broken.title())).isEqualTo("x".repeat(200));
        assertThat(broken.legend().get(0).name()).endsWith("…").hasSizeLessThan(72);
        assertThat(broken.lines()).isEqualTo(1);
    }
}
