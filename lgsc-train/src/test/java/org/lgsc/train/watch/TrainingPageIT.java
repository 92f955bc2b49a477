package org.lgsc.train.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.loss.LossValues;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.eval.fixture.HeadlessBrowser;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.TinyRuns;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.progress.TrainingPhase;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The training page in a headless browser; skipped where there is no Chromium with its driver. */
class TrainingPageIT {
    private static final PadDataset DATA = TexturePictures.dataset(6, 3);

    @TempDir private static Path folder;
    private static ChromeDriver browser;

    @BeforeAll
    static void open() throws Exception {
        browser = HeadlessBrowser.open(folder);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static String card(String name) {
        return browser.findElement(By.cssSelector("[data-card='" + name + "']")).getText();
    }

    @Test
    void aFinishedRunIsShownFromTheDisk() {
        TrainingOptions options =
                TinyRuns.options().epochs(3).warmStart(new EncoderWarmStart(4)).build();
        TrainingFolder run = new TrainingFolder(folder.resolve("run"), options, DATA, 1, x -> {});
        Trainer.builder(options).progress(run).build().train(DATA);
        browser.get(folder.resolve("run/training.html").toUri().toString());

        assertThat(browser.findElement(By.id("state")).getText()).isEqualTo("finished");
        assertThat(card("Step")).isEqualTo("9");
        assertThat(card("Development ACER")).endsWith("%");
        assertThat(Double.parseDouble(card("Threshold"))).isPositive();
        for (String chart :
                new String[] {
                    "Total loss", "Loss heads", "Triplet losses", "Learning rate", "Error rates"
                }) {
            WebElement svg =
                    browser.findElement(By.cssSelector("svg.chart[aria-label='" + chart + "']"));
            for (WebElement curve : svg.findElements(By.cssSelector("path.curve"))) {
                assertThat(curve.getAttribute("d")).as(chart).startsWith("M").doesNotContain("NaN");
            }
        }
        assertThat(
                        browser.findElements(
                                By.cssSelector(
                                        "[data-phase='training'] svg[aria-label='Triplet losses']"
                                                + " path.curve")))
                .hasSize(5);
        // six faces of 64 pixels, each with a picture and three cue maps
        assertThat(browser.findElements(By.cssSelector("#faces tbody tr"))).hasSize(6);
        assertThat(
                        browser.executeScript(
                                "return [...document.images].filter(i => i.complete"
                                        + " && i.naturalWidth === 64).length"))
                .isEqualTo(6L * (1 + 3));
        assertThat(
                        browser.executeScript(
                                "return document.querySelector('meta[http-equiv=refresh]')"))
                .isNull();
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    @Test
    void aRunningOneRefreshesItself() throws Exception {
        TrainingOptions options = TinyRuns.options().build();
        long[] now = {0};
        TrainingFolder run =
                new TrainingFolder(folder.resolve("live"), options, DATA, 1, x -> {}, () -> now[0]);
        run.onPhase(TrainingPhase.TRAINING);
        Path page = folder.resolve("live/training.html");
        browser.get(page.toUri().toString());
        assertThat(browser.findElement(By.id("state")).getText()).isEqualTo("running");
        assertThat(card("Step")).isEqualTo("0");
        now[0] = Duration.ofMinutes(1).toNanos();
        run.onStep(1, 91, new LossValues(2.5, Map.of("loss_regression", 0.5)), 1e-3);
        // the browser comes back for it by itself
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!seen("Step").equals("1") && System.nanoTime() < end) {
            Thread.sleep(300);
        }
        assertThat(seen("Step")).isEqualTo("1");
        assertThat(card("Time left")).isEqualTo("1 h 30 min");
        assertThat(card("Loss")).isEqualTo("2.5");
        run.onEnd();
    }

    /** Without failing while the page is being replaced. */
    private static String seen(String name) {
        return String.valueOf(
                browser.executeScript(
                        "const e = document.querySelector(`[data-card='"
                                + name
                                + "']`);"
                                + " return e ? e.textContent : '';"));
    }
}
