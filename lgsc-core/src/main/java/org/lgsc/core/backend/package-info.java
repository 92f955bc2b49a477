/** The ND4J backend chosen by the application, and its threads. */
package org.lgsc.core.backend;
