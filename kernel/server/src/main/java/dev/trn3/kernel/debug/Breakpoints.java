package dev.trn3.kernel.debug;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Where front ends want threads to stop, by cell and line, and what of that the worker knows. */
final class Breakpoints {

  private final Map<String, TreeSet<Integer>> wanted = new ConcurrentHashMap<>();
  private final Map<String, List<BreakpointRequest>> requested = new ConcurrentHashMap<>();

  /** The lines that are wanted, by cell. */
  Map<String, TreeSet<Integer>> wanted() {
    return new TreeMap<>(wanted);
  }

  /**
   * Wants these lines of a cell and no others.
   *
   * @return for each line the one on which a thread will stop; 0 where the cell has no code there
   *     or below
   */
  List<Integer> set(String path, String code, List<Integer> lines) {
    List<Integer> stops = lines.stream().map(line -> CodeLines.from(code, line)).toList();
    TreeSet<Integer> kept = new TreeSet<>(stops);
    kept.remove(0);
    if (kept.isEmpty()) {
      wanted.remove(path);
    } else {
      wanted.put(path, kept);
    }
    return stops;
  }

  /** Lets the worker forget the breakpoints of a cell, before they are set anew. */
  void forget(String path, VirtualMachine machine) {
    List<BreakpointRequest> old = requested.remove(path);
    if (old != null) {
      machine.eventRequestManager().deleteEventRequests(old);
    }
  }

  /**
   * Tells the worker where to stop in a class that it has loaded.
   *
   * @param enabled whether from now on
   */
  void install(LineMap map, ReferenceType type, boolean enabled) {
    for (int line : wanted.getOrDefault(map.path(), new TreeSet<>())) {
      for (Location location : locations(map, type, line)) {
        request(map.path(), type.virtualMachine(), location, enabled);
      }
    }
  }

  private void request(String path, VirtualMachine machine, Location location, boolean enabled) {
    List<BreakpointRequest> known = requested.computeIfAbsent(path, key -> new ArrayList<>());
    if (known.stream().anyMatch(each -> each.location().equals(location))) {
      return;
    }
    BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(location);
    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    request.setEnabled(enabled);
    known.add(request);
  }

  /** Where code of the line begins: once in each method, as a line may hold a lambda too. */
  private static List<Location> locations(LineMap map, ReferenceType type, int line) {
    Map<String, Location> firsts = new TreeMap<>();
    try {
      for (int inClass : map.inClass().getOrDefault(line, new TreeSet<>())) {
        for (Location at : type.locationsOfLine(inClass)) {
          firsts.merge(at.method().toString(), at, Breakpoints::earlier);
        }
      }
    } catch (AbsentInformationException e) {
      firsts.clear(); // A bridge or a synthetic class: no line of the analyst's.
    }
    return List.copyOf(firsts.values());
  }

  private static Location earlier(Location one, Location other) {
    return one.codeIndex() <= other.codeIndex() ? one : other;
  }

  /** Nothing is wanted any more. */
  void clear() {
    wanted.clear();
    requested.clear();
  }

  /** The worker that knew them is gone; a new one will be told as cells are loaded. */
  void workerIsGone() {
    requested.clear();
  }
}
