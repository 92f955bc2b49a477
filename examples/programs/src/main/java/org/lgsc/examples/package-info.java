/** Small programs, each with its own {@code main}, to copy from. */
package org.lgsc.examples;
