package org.lgsc.service;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits concurrent requests: others are answered before a byte of their picture is kept. */
@Component
class Admission extends OncePerRequestFilter {
    private static final int TOO_MANY_REQUESTS = 429;

    private final Semaphore places;
    private final MeterRegistry meters;

    Admission(ServiceOptions options, MeterRegistry meters) {
        places = new Semaphore(options.requests());
        this.meters = meters;
    }

    /** By the path that is served: as it was sent it may be {@code /%6Civeness;x=1}, too. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getServletPath().equals("/liveness");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            meters.counter("lgsc.refused").increment();
            response.setStatus(TOO_MANY_REQUESTS);
            response.setHeader("Retry-After", "1");
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream()
                    .write(
                            "{\"title\":\"Too Many Requests\",\"status\":429}"
                                    .getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }
}
