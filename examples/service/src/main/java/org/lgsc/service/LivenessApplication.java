package org.lgsc.service;

import jakarta.servlet.MultipartConfigElement;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.model.LgscModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/**
 * The service: {@code POST /liveness} checks whether a picture shows a live face. It has no user
 * accounts and no TLS: put it behind a proxy that has both and that buffers requests before it
 * forwards them.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
class LivenessApplication {
    /** Room in a form for headers and other fields. */
    private static final int FORM_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LivenessApplication.class);

    /**
     * Runs the service.
     *
     * @param arguments {@code --lgsc.model=FILE} and other properties
     */
    public static void main(String[] arguments) {
        SpringApplication.run(LivenessApplication.class, arguments);
    }

    /** A form may be as large as its picture; all of it stays in memory. */
    @Bean
    MultipartConfigElement forms(ServiceOptions options) {
        int form = Math.toIntExact(options.picture().toBytes()) + FORM_BYTES;
        return new MultipartConfigElement("", options.picture().toBytes(), form, form);
    }

    /** One detector serves all requests; Spring closes it. */
    @Bean
    LivenessDetector detector(ServiceOptions options) {
        LivenessDetector detector =
                LivenessDetector.builder(LgscModel.load(options.model()))
                        .decoder(new ImageDecoder(options.picture().toBytes(), options.pixels()))
                        .build();
        detector.card().caution().ifPresent(LOG::warn);
        return detector;
    }
}
