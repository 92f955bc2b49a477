package org.lgsc.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A Chromium without windows, where there is one with its driver; else the test is skipped. */
public final class HeadlessBrowser {
    private HeadlessBrowser() {}

    /**
     * Starts it.
     *
     * @param folder for its profile
     * @param switches of its command line, beside the usual ones
     */
    public static ChromeDriver open(Path folder, String... switches) throws Exception {
        Optional<Path> chromium =
                program("chromium", "chromium-browser", "google-chrome", "chrome");
        Optional<Path> driver = program("chromedriver");
        Assumptions.assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "no chromium with chromedriver on the PATH: pages are not looked at");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile"));
        options.addArguments(switches);
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow().toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    private static Optional<Path> program(String... names) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(d -> Arrays.stream(names).map(n -> Path.of(d, n)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
