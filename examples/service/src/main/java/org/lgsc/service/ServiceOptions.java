package org.lgsc.service;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the service: properties {@code lgsc.*} of {@code application.properties}, the command
 * line ({@code --lgsc.model=FILE}) or the environment ({@code LGSC_MODEL}).
 *
 * @param model a model file
 * @param threads concurrent checks; each uses the native threads available to it
 * @param requests most requests that arrive, wait or are checked at a time; more are answered with
 *     429
 * @param time longest time from a picture's arrival to its answer; after it, 503
 * @param picture largest picture in bytes; larger ones are answered with 413
 * @param pixels largest picture in pixels; larger ones are undecided
 */
@ConfigurationProperties("lgsc")
record ServiceOptions(
        Path model,
        @DefaultValue("2") int threads,
        @DefaultValue("16") int requests,
        @DefaultValue("10s") Duration time,
        @DefaultValue("8MB") DataSize picture,
        @DefaultValue("25000000") long pixels) {
    /** Pictures are arrays, and so are forms, which are a little larger. */
    private static final DataSize LARGEST = DataSize.ofGigabytes(1);

    ServiceOptions {
        if (model == null) {
            throw new IllegalArgumentException("lgsc.model is missing: give --lgsc.model=FILE");
        }
        if (threads < 1 || requests < 1 || pixels < 1 || time.isNegative()) {
            throw new IllegalArgumentException(
                    "lgsc.threads, lgsc.requests and lgsc.pixels must be at least 1, and lgsc.time"
                            + " must not be negative");
        }
        if (picture.toBytes() < 1 || picture.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("lgsc.picture must be from 1B to " + LARGEST);
        }
    }
}
