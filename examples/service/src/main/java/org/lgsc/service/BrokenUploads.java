package org.lgsc.service;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Pictures that end early or arrive too slowly: the container answers these itself, whatever the
 * controller does, and gives no reason. Here its answers become problems like all others.
 */
@Component
class BrokenUploads extends OncePerRequestFilter {
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getDispatcherType() != DispatcherType.ERROR;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (response.getStatus()) {
            case 400 -> answer(response, "Bad Request", "The picture is not complete.");
            case 408 -> answer(response, "Request Timeout", "The picture arrived too slowly.");
            default -> chain.doFilter(request, response);
        }
    }

    private static void answer(HttpServletResponse response, String title, String detail)
            throws IOException {
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        String problem =
                String.format(
                        Locale.ROOT,
                        "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}",
                        title,
                        response.getStatus(),
                        detail);
        response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
    }
}
