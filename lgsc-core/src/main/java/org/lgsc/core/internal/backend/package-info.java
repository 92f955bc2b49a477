/** How many threads native operations use. No part of the API. */
package org.lgsc.core.internal.backend;
