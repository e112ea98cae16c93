1 + 1

int twice(int x) {
  return 2 * x;
}
twice(21)

record Point(int x, String name) {}
new Point(1, "a")

var squares = new ArrayList<Integer>();
for (int i = 0; i < 10; i++) {
  squares.add(i * i);
}
squares.stream().filter(x -> x % 2 == 0).map(String::valueOf).collect(Collectors.joining(", "))

System.out.println("printed")

int broken = "text";

Integer.parseInt("no number")

TRAINIUM3

TRAINIUM3.roofline(BF16)

plot(TRN3_ULTRASERVER_GEN2.rooflines(BF16))
