/** What computes: the ND4J backend that the application has chosen, and its threads. */
package org.lgsc.core.backend;
